import { layout, type Plan } from './layout';

self.onmessage = ({ data }: MessageEvent<Plan>) => self.postMessage(layout(data));
