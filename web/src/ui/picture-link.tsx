import type { ComponentProps } from 'react'
import type { View } from '../state/view.ts'
import { Icon } from './icon.tsx'
import { PlaceLink } from './place-link.tsx'
import styles from './town-picture.module.css'
import { TownPicture } from './town-picture.tsx'

type Props = ComponentProps<typeof TownPicture> & {
  /** What the link says: the picture becomes the live map on a tap. */
  open: string
  view?: Partial<View>
}

/** A picture of the town that leads to the live map. */
export function PictureLink({ open, view, ...picture }: Props) {
  return (
    <PlaceLink to="/map" view={view} className={styles.link}>
      <span className={styles.frame} style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
        <TownPicture {...picture} />
      </span>
      <span className={styles.open}>
        <Icon name="map" />
        <span>{open}</span>
      </span>
    </PlaceLink>
  )
}
