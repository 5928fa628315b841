import { page } from '../pages.ts';

export default page('landing', '/landing/');
