import { page } from '../pages';

export default page('map', '/map/');
