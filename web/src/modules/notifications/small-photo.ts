const LONGEST_PX = 1600
/** As base64 it must fit into a write of one megabyte beside the words. */
const MOST_BYTES = 620_000

/** A photo as base64 JPEG, small enough for a slow line; tried with less and less detail until it fits. */
export async function smallPhoto(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
  for (const quality of [0.8, 0.6, 0.4, 0.2]) {
    const base64 = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? ''
    if (base64.length * 0.75 <= MOST_BYTES) return base64
  }
  throw new Error('the photo cannot be made small enough')
}
