import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { borderRatio } from '../../src/media/asset.js';
import { frameFor } from '../../src/media/frame.js';

const instagram = { max: 10, maxBytes: 8 * 1024 * 1024, maxWidth: 1440, ratio: { min: 0.8, max: 1.91 } };

describe('the frame of a picture', () => {
  test.each([
    ['small: as it is', [300, 200], {}, [300, 200], [0, 0]],
    ['wide: scaled to the width', [4000, 3000], {}, [1440, 1080], [0, 0]],
    ['a line: at least one pixel high', [60_000, 1], {}, [1440, 1], [0, 0]],
    ['tall with a border: white at the sides, within the width', [1000, 4000], { borderRatio: 0.8 }, [450, 1800], [990, 0]],
    ['wide with a border: white above and below', [2000, 500], { borderRatio: 1.91 }, [1440, 360], [0, 394]],
    ['small and tall with a border: not enlarged', [100, 400], { borderRatio: 0.8 }, [100, 400], [220, 0]],
  ])('%s', (_what, [width = 0, height = 0], recipe, inner, white) => {
    const frame = frameFor({ width, height }, { maxWidth: 1440, ...recipe });
    expect([frame.width, frame.height]).toEqual(inner);
    expect([frame.border.left + frame.border.right, frame.border.top + frame.border.bottom]).toEqual(white);
  });

  test('with a border always lands in the range, within the width, with no side enlarged', () => {
    const side = fc.integer({ min: 50, max: 60_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const ratio = borderRatio({ width, height }, instagram);
        const frame = frameFor({ width, height }, { maxWidth: 1440, ...(ratio === undefined ? {} : { borderRatio: ratio }) });
        const whole = {
          width: frame.width + frame.border.left + frame.border.right,
          height: frame.height + frame.border.top + frame.border.bottom,
        };
        expect(borderRatio(whole, instagram)).toBeUndefined();
        expect(whole.width).toBeLessThanOrEqual(1440);
        expect(frame.width).toBeLessThanOrEqual(width);
        expect(frame.height).toBeLessThanOrEqual(height);
        expect(Math.min(frame.width, frame.height, ...Object.values(frame.border).map((white) => white + 1))).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
