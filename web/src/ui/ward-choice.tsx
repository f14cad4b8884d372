import { useLanguage, useWords } from '../i18n/language.ts'
import { pickName } from '../i18n/pick.ts'
import { useWards } from '../state/towns.ts'
import { SelectField } from './field.tsx'

/** A ward by number and name; '' is every ward. */
export function WardChoice({ city, ward, onWard }: { city: string; ward: string; onWard: (ward: string) => void }) {
  const t = useWords()
  const language = useLanguage()
  const wards = useWards(city)
  return (
    <SelectField label={t('search:choose-ward')} value={ward} onChange={(event) => onWard(event.target.value)}>
      <option value="">{t('search:any-ward')}</option>
      {wards.data?.map((item) => (
        <option key={item.code} value={item.code}>
          {item.code} – {pickName(item.names, language).text}
        </option>
      ))}
    </SelectField>
  )
}
