/** A chosen or dropped file, read as base64 for the desk. */

export const MAX_SHEET_BYTES = 20 * 1024 * 1024;
export const sheetExtensions = ['.xlsx', '.xls', '.csv'] as const;

export type FileRefusal = 'wrong-kind' | 'too-large' | 'empty';

/** Why a file is not even read; `null` when it may be. Its contents are judged by the desk alone. */
export function refuseFile({ name, size }: Pick<File, 'name' | 'size'>): FileRefusal | null {
  const kind = name.toLowerCase();
  if (!sheetExtensions.some((extension) => kind.endsWith(extension))) return 'wrong-kind';
  if (size > MAX_SHEET_BYTES) return 'too-large';
  return size === 0 ? 'empty' : null;
}

/**
 * @param onProgress share of the file read so far, 0 to 1
 * @throws when the file can no longer be read, such as after it was moved
 */
export function readBase64(file: File, onProgress: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).split(',', 2)[1] ?? '');
    reader.readAsDataURL(file);
  });
}

/** `2,345,678` → `2.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
