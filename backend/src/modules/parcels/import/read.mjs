// A Worker cannot start on a .ts file in Node 20, so this entry registers tsx first.
import { register } from 'tsx/esm/api'

register()
await import('./read-worker.ts')
