import type { Feature, FeatureCollection } from 'geojson'
import type { LiveMap } from '../live-map.ts'
import { type LonLat, measurePoints } from './measure-geometry.ts'

/** A tap this near the first corner closes the shape. */
const CLOSE_PX = 14

/** The measuring mode of a map: taps set corners, the tape is drawn, listeners hear each change. */
export class MeasureMode {
  private points: LonLat[] = []
  private closed = false
  private readonly live: LiveMap
  private readonly srid: number

  constructor(live: LiveMap, srid: number) {
    this.live = live
    this.srid = srid
    live.measureKeys = { undo: () => this.undo(), clear: () => this.clear() }
    live.setCursor('crosshair')
    this.tell()
  }

  tap(lngLat: { lng: number; lat: number }): void {
    const corner: LonLat = [lngLat.lng, lngLat.lat]
    if (this.closed) this.points = []
    const first = this.points[0]
    this.closed =
      !this.closed && this.points.length >= 3 && !!first && this.live.pixelsBetween(first, corner) < CLOSE_PX
    if (!this.closed) this.points = [...this.points, corner]
    this.tell()
  }

  undo(): void {
    if (this.closed) this.closed = false
    else this.points = this.points.slice(0, -1)
    this.tell()
  }

  clear(): void {
    this.points = []
    this.closed = false
    this.tell()
  }

  /** Takes the tape off the map. */
  stop(): void {
    this.live.measureKeys = null
    this.live.setShape('measure', undefined)
    this.live.setCursor('')
  }

  private tell(): void {
    this.live.setShape('measure', tape(this.points, this.closed))
    this.live.tellMeasure(measurePoints(this.points, this.closed, this.srid))
  }
}

function tape(points: LonLat[], closed: boolean): FeatureCollection {
  const feature = (geometry: Feature['geometry']): Feature => ({ type: 'Feature', properties: {}, geometry })
  const ring = [...points, ...points.slice(0, 1)]
  return {
    type: 'FeatureCollection',
    features: [
      ...(closed ? [feature({ type: 'Polygon', coordinates: [ring] })] : []),
      ...(points.length > 1 ? [feature({ type: 'LineString', coordinates: closed ? ring : points })] : []),
      ...points.map((point) => feature({ type: 'Point', coordinates: point })),
    ],
  }
}
