import { page } from '../pages';

export default page('landing', '/landing/');
