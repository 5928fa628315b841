import { layout, type Plan } from './layout';

self.onmessage = ({ data }: MessageEvent<{ turn: number; plan: Plan }>) => {
  self.postMessage({ turn: data.turn, places: layout(data.plan) });
};
