import { expect, test } from 'vitest';
import { csv } from './csv';

test('csv: quotes what needs it, and makes no formula', () => {
  expect(
    csv([
      ['a', 'b,"c"'],
      ['=1+1', 'd\ne'],
    ]),
  ).toBe('a,"b,""c"""\r\n\'=1+1,"d\ne"\r\n');
});
