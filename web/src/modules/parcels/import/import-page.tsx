import { useParams } from '@tanstack/react-router'
import { isAtWork } from '../../../../../backend/src/modules/parcels/import/rules.ts'
import { useWords } from '../../../i18n/language.ts'
import { useCity } from '../../../state/view.ts'
import { PlaceLink } from '../../../ui/place-link.tsx'
import { ErrorNotice, Skeleton } from '../../../ui/states.tsx'
import { type Import, useImport } from './api.ts'
import { AskCrs } from './ask-crs.tsx'
import { ColumnsForm } from './columns-form.tsx'
import { FindingsPart } from './findings-part.tsx'
import styles from './import.module.css'
import { StateChip } from './imports-page.tsx'
import { LandingPart } from './landing-part.tsx'
import { NextSteps } from './next-steps.tsx'
import { PictureForm } from './picture-form.tsx'
import { Progress } from './progress.tsx'

/** `/imports/7`: where the file lands, which column is what, what is wrong with it; then draft, publication or undoing. */
export function ImportPage() {
  const t = useWords()
  const city = useCity()
  const { importId = '' } = useParams({ strict: false }) as { importId?: string }
  const found = useImport(city, importId)
  return (
    <div className={styles.page}>
      <p>
        <PlaceLink to="/imports">{t('office:imports.all')}</PlaceLink>
      </p>
      {found.isPending && <Skeleton lines={8} />}
      {found.error && <ErrorNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.data && <Steps city={city} given={found.data} />}
    </div>
  )
}

function Steps({ city, given }: { city: string; given: Import }) {
  const t = useWords()
  const { state, progress, reading, problem } = given
  return (
    <>
      <header className={styles.head}>
        <h1>{given.title}</h1>
        <StateChip state={state} />
      </header>
      {isAtWork(state) && (
        <Progress
          words={t(`office:imports.step.${progress.step ?? 'waiting'}`)}
          done={progress.done}
          total={progress.total}
        />
      )}
      {problem && <Problem given={given} />}
      {(state === 'asked' || (state === 'refused' && problem?.code === 'wrong-crs')) && (
        <AskCrs city={city} given={given} />
      )}
      {reading && state !== 'reading' && (
        <>
          <LandingPart city={city} given={given} />
          {given.target === 'imagery' ? (
            <PictureForm key={given.changedAt} city={city} given={given} />
          ) : (
            <>
              {state === 'checked' && <ColumnsForm key={given.changedAt} city={city} given={given} />}
              <FindingsPart city={city} given={given} />
            </>
          )}
        </>
      )}
      <NextSteps city={city} given={given} />
    </>
  )
}

/** Why a file was not taken, in words of the language, and what its reader said of it. */
function Problem({ given }: { given: Import }) {
  const t = useWords()
  const code = given.problem!.code
  const key = `office:imports.refused.${code}`
  return (
    <div className={styles.problem} role="alert">
      <p>
        <strong>{t.has(key) ? t(key) : t('office:imports.refused.other')}</strong>
      </p>
      <p lang="en" className="small">
        {given.problem!.message}
      </p>
    </div>
  )
}
