/** Brings a GeoServer to what is desired, tells how far it is from that, and takes everything away again. */
import type { GeoServer } from './client.ts'
import { type Desired, type DesiredLayer, featureTypeBody } from './desired.ts'

/** One thing that differs. `what` names it as GeoServer does. */
export type Drift = { what: string; state: 'missing' | 'differs' | 'unwanted' }

const jsonType = 'application/json'
const sldType = 'application/vnd.ogc.sld+xml'

const segment = encodeURIComponent
const paths = (desired: Desired) => {
  const workspace = `/workspaces/${segment(desired.workspace)}`
  const store = `${workspace}/datastores/${segment(desired.store)}`
  return {
    workspace,
    store,
    featureType: (name: string) => `${store}/featuretypes/${segment(name)}`,
    style: (name: string) => `${workspace}/styles/${segment(name)}`,
    layer: (name: string) => `/layers/${segment(`${desired.workspace}:${name}`)}`,
  }
}

type FeatureType = { featureType?: { title?: string; abstract?: string; metadata?: { entry?: unknown } } }
type Layer = { layer?: { defaultStyle?: { name?: string } } }

/** The select that a feature type has now; GeoServer writes one entry as an object and several as a list. */
function sqlOf(found: FeatureType): string | null {
  const entries = found.featureType?.metadata?.entry
  const list = (Array.isArray(entries) ? entries : [entries]) as { '@key'?: string; virtualTable?: { sql?: string } }[]
  return list.find((entry) => entry?.['@key'] === 'JDBC_VIRTUAL_TABLE')?.virtualTable?.sql ?? null
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()
const styleName = (found: Layer): string => (found.layer?.defaultStyle?.name ?? '').split(':').at(-1)!

/** What differs between the GeoServer and what is desired; empty when nothing does. */
export async function readDrift(server: GeoServer, desired: Desired): Promise<Drift[]> {
  const at = paths(desired)
  if (!(await server.read(at.workspace))) return [{ what: desired.workspace, state: 'missing' }]
  if (!(await server.read(at.store))) return [{ what: `${desired.workspace}/${desired.store}`, state: 'missing' }]
  const drift: Drift[] = []
  for (const layer of desired.layers) {
    const found = (await server.read(at.featureType(layer.name))) as FeatureType | null
    if (!found) drift.push({ what: layer.name, state: 'missing' })
    else if (!isLike(found, layer)) drift.push({ what: layer.name, state: 'differs' })
    const style = await server.readText(at.style(layer.name), sldType)
    if (style === null) drift.push({ what: `style ${layer.name}`, state: 'missing' })
    else if (plain(style) !== plain(layer.sld)) drift.push({ what: `style ${layer.name}`, state: 'differs' })
    const drawn = found ? ((await server.read(at.layer(layer.name))) as Layer | null) : null
    if (drawn && styleName(drawn) !== layer.name) drift.push({ what: `style of ${layer.name}`, state: 'differs' })
  }
  const wanted = new Set(desired.layers.map((layer) => layer.name))
  for (const name of await publishedNames(server, desired))
    if (!wanted.has(name)) drift.push({ what: name, state: 'unwanted' })
  return drift
}

const isLike = (found: FeatureType, layer: DesiredLayer): boolean =>
  plain(sqlOf(found) ?? '') === plain(layer.sql) &&
  found.featureType?.title === layer.title &&
  found.featureType?.abstract === layer.abstract

async function publishedNames(server: GeoServer, desired: Desired): Promise<string[]> {
  const found = (await server.read(`${paths(desired).store}/featuretypes`)) as {
    featureTypes?: { featureType?: { name: string }[] } | ''
  } | null
  const list = found && typeof found.featureTypes === 'object' ? (found.featureTypes.featureType ?? []) : []
  return list.map(({ name }) => name)
}

/** Makes, changes and removes what differs. Doing it twice is doing it once. Answers what was done. */
export async function publish(server: GeoServer, desired: Desired): Promise<string[]> {
  const at = paths(desired)
  const done: string[] = []
  const act = async (words: string, work: () => Promise<void>) => {
    await work()
    done.push(words)
  }
  if (!(await server.read(at.workspace)))
    await act(`workspace ${desired.workspace}`, () =>
      server.send('POST', '/workspaces', jsonType, JSON.stringify({ workspace: { name: desired.workspace } })),
    )
  if (!(await server.read(at.store)))
    await act(`store ${desired.store}`, () =>
      server.send('POST', `${at.workspace}/datastores`, 'application/xml', desired.storeXml),
    )
  for (const layer of desired.layers) await publishLayer(server, desired, layer, act)
  const wanted = new Set(desired.layers.map((layer) => layer.name))
  for (const name of await publishedNames(server, desired))
    if (!wanted.has(name)) await act(`removed ${name}`, () => removeLayer(server, desired, name))
  return done
}

async function publishLayer(
  server: GeoServer,
  desired: Desired,
  layer: DesiredLayer,
  act: (words: string, work: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const at = paths(desired)
  const body = JSON.stringify(featureTypeBody(layer))
  const style = await server.readText(at.style(layer.name), sldType)
  if (style === null)
    await act(`style ${layer.name}`, () =>
      server.send(
        'POST',
        `${at.workspace}/styles`,
        jsonType,
        JSON.stringify({ style: { name: layer.name, filename: `${layer.name}.sld` } }),
      ),
    )
  if (style === null || plain(style) !== plain(layer.sld))
    await act(`body of style ${layer.name}`, () =>
      server.send('PUT', `${at.style(layer.name)}?raw=true`, sldType, layer.sld),
    )
  const found = (await server.read(at.featureType(layer.name))) as FeatureType | null
  if (!found) await act(`layer ${layer.name}`, () => server.send('POST', `${at.store}/featuretypes`, jsonType, body))
  else if (!isLike(found, layer))
    await act(`layer ${layer.name} changed`, () => server.send('PUT', at.featureType(layer.name), jsonType, body))
  const drawn = (await server.read(at.layer(layer.name))) as Layer | null
  if (!drawn || styleName(drawn) !== layer.name)
    await act(`style of ${layer.name}`, () =>
      server.send(
        'PUT',
        at.layer(layer.name),
        jsonType,
        JSON.stringify({
          layer: { name: layer.name, type: 'VECTOR', defaultStyle: { name: `${desired.workspace}:${layer.name}` } },
        }),
      ),
    )
}

async function removeLayer(server: GeoServer, desired: Desired, name: string): Promise<void> {
  const at = paths(desired)
  await server.remove(at.layer(name))
  await server.remove(at.featureType(name))
  await server.remove(at.style(name))
}

/** Takes the whole workspace away. */
export async function unpublish(server: GeoServer, desired: Pick<Desired, 'workspace'>): Promise<void> {
  await server.remove(`/workspaces/${segment(desired.workspace)}?recurse=true`)
}
