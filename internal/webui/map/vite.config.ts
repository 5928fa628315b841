import { page } from '../pages.ts';

export default page('map', '/map/');
