import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import sharp from 'sharp'
import { openWoff2 } from './woff2.ts'

const FONTS = [
  '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2',
  '@fontsource-variable/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-wght-normal.woff2',
]

export const PICTURE_FONTS = 'Noto Sans, Noto Sans Devanagari'

let ready: Promise<boolean> | null = null

/**
 * Opens the fonts that ship and points the text engine at them; true when Latin and Devanagari can be drawn.
 * Must come before the process draws its first text. False means: leave labels out, for boxes help nobody.
 */
export function picturesHaveFonts(): Promise<boolean> {
  ready ??= openFonts().catch(() => false)
  return ready
}

async function openFonts(): Promise<boolean> {
  // A worker thread has only a copy of the environment, which the text engine does not see; an operator's own wins.
  if (isMainThread && !process.env.FONTCONFIG_FILE) process.env.FONTCONFIG_FILE = await unpackFonts()
  return (await drawsDifferently('A', 'B')) && (await drawsDifferently('क', 'ख'))
}

async function unpackFonts(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'khasra-fonts-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const locate = createRequire(import.meta.url).resolve
  for (const [index, font] of FONTS.entries()) {
    writeFileSync(join(folder, `${index}.ttf`), openWoff2(await readFile(locate(font))))
  }
  const config = join(folder, 'fonts.conf')
  writeFileSync(
    config,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  )
  return config
}

/** Missing letters are all drawn as the same box. */
async function drawsDifferently(one: string, other: string): Promise<boolean> {
  const draw = (text: string) =>
    sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="6" y="30" font-size="24" font-family="${PICTURE_FONTS}">${text}</text></svg>`,
      ),
    )
      .raw()
      .toBuffer()
  const [first, second] = await Promise.all([draw(one), draw(other)])
  return !first.equals(second)
}
