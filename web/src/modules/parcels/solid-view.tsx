import { Suspense, useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.ts'
import { BuildingScene, hasWebGl } from '../../map/index.ts'
import type { Building, ParcelPage } from '../../state/contract.ts'
import { useDrawnTheme } from '../../state/theme.ts'
import { useCity } from '../../state/view.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/states.tsx'

const METRES_A_FLOOR = 3.1

/** The building in 3D, fetched only when it is asked for; a device that cannot draw it keeps the floor drawing below. */
export function SolidView({ page }: { page: ParcelPage }) {
  const t = useWords()
  const language = useLanguage()
  const theme = useDrawnTheme()
  const city = useCity()
  const [open, setOpen] = useState(false)
  const plots = useMemo(() => page.parcels.flatMap((parcel) => parcel.geometry ?? []), [page])
  const buildings = useMemo(() => page.buildings.flatMap(solid), [page])
  if (buildings.length === 0 || !hasWebGl()) return null
  return (
    <div className="no-print">
      <Button icon="building" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('parcels:solid-close') : t('parcels:solid-open')}
      </Button>
      {open && (
        <Suspense fallback={<Skeleton lines={6} />}>
          <BuildingScene language={language} theme={theme} city={city} plots={plots} buildings={buildings} />
        </Suspense>
      )}
    </div>
  )
}

/** Only a building with a footprint can stand; a height that was never measured is told by its floors. */
const solid = (building: Building) =>
  building.geometry
    ? [
        {
          ...building,
          geometry: building.geometry,
          heightM: building.heightM ?? building.floorsAboveGround * METRES_A_FLOOR,
        },
      ]
    : []
