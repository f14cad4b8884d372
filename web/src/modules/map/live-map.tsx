import type { MapView } from '../../map/map-types.ts'
import { PictureMap } from './picture-map.tsx'

type Props = {
  camera: MapView
  onCamera: (camera: MapView) => void
  parcelId: number | null
  onParcel: (parcelId: number | null) => void
  measuring: boolean
}

/** The live map with its layer panel. */
export default function LiveMap({ camera, onCamera, parcelId, onParcel }: Props) {
  return <PictureMap hasMap camera={camera} onCamera={onCamera} parcelId={parcelId} onParcel={onParcel} />
}
