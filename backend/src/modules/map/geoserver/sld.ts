/** Styles for GeoServer as SLD 1.0.0, made from the same legends and colours that our own map is drawn with. Pure. */
import type { TileLayer } from '../../../../../tiles/layers/layer.ts'
import { lookOfKey } from '../../../../../tiles/src/style/palette-keys.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text inside XML. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

const parameter = (name: string, value: string | number) => `<CssParameter name="${name}">${value}</CssParameter>`

/** SLD knows six digits of colour and an opacity apart. */
function colourOf(key: string): { colour: string; opacity: number } {
  const colour = lookOfKey(key, 'light')?.colour ?? '#888888'
  const digits = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(colour)
  if (!digits) return { colour: '#888888', opacity: 1 }
  return { colour: `#${digits[1]}`, opacity: digits[2] ? Number.parseInt(digits[2], 16) / 255 : 1 }
}

function symbolizer(geometry: TileLayer['geometry'], key: string): string {
  const { colour, opacity } = colourOf(key)
  if (geometry === 'line')
    return `<LineSymbolizer><Stroke>${parameter('stroke', colour)}${parameter('stroke-width', 1.4)}${parameter('stroke-linecap', 'round')}</Stroke></LineSymbolizer>`
  if (geometry === 'point')
    return `<PointSymbolizer><Graphic><Mark><WellKnownName>circle</WellKnownName><Fill>${parameter('fill', colour)}</Fill></Mark><Size>6</Size></Graphic></PointSymbolizer>`
  return `<PolygonSymbolizer><Fill>${parameter('fill', colour)}${parameter('fill-opacity', (opacity * 0.75).toFixed(2))}</Fill><Stroke>${parameter('stroke', '#6b6557')}${parameter('stroke-width', 0.4)}</Stroke></PolygonSymbolizer>`
}

/** The style of a layer: a rule for each class of its legend, told apart by the published column. */
export function sldOf(layer: Pick<TileLayer, 'id' | 'titles' | 'geometry' | 'legend'>): string {
  const rules = layer.legend.values.map((value) => {
    const filter =
      layer.legend.field === null
        ? ''
        : `<ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>${escapeXml(layer.legend.field)}</ogc:PropertyName><ogc:Literal>${escapeXml(String(value.value))}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>`
    return `<Rule><Name>${escapeXml(String(value.value))}</Name><Title>${escapeXml(value.names.en)}</Title>${filter}${symbolizer(layer.geometry, value.colour)}</Rule>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc"><NamedLayer><Name>${escapeXml(layer.id)}</Name><UserStyle><Title>${escapeXml(layer.titles.en)}</Title><FeatureTypeStyle>${rules.join('')}</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>
`
}
