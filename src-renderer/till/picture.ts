/** A chosen picture as the data URL that the set-up keeps: scaled down until it fits. */
import { MAX_PICTURE_CHARS } from '#shared/domain/till/till.schema.ts';

/** Longest side in pixels, largest first: a code stays readable down to the smallest. */
const SIDES = [900, 640, 480, 360] as const;

export type PictureProblem = 'pictureBad' | 'pictureLarge';

export async function pictureUrl(file: Blob): Promise<{ url: string } | { problem: PictureProblem }> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return { problem: 'pictureBad' };
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // Black on white is smallest and sharpest as PNG; a photograph of a printed code as JPEG.
      for (const url of [canvas.toDataURL('image/png'), canvas.toDataURL('image/jpeg', 0.85)])
        if (url.length <= MAX_PICTURE_CHARS) return { url };
    }
  } finally {
    bitmap.close();
  }
  return { problem: 'pictureLarge' };
}
