/** Light, dark, or as the system has it. Remembered on this device. */
import { createEffect, createSignal, type JSX } from 'solid-js'
import { Menu } from './kit/Menu.tsx'

const KEY = 'grantwalk:theme'
const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const label: Readonly<Record<Theme, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
}

const stored = (): Theme => themes.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'

export function ThemeChoice(): JSX.Element {
  const [theme, setTheme] = createSignal(stored())
  createEffect(() => {
    const chosen = theme()
    localStorage.setItem(KEY, chosen)
    if (chosen === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
  })
  return (
    <Menu
      label="Theme"
      items={themes.map((one) => ({
        label: one === theme() ? `${label[one]} (now)` : label[one],
        onSelect: () => setTheme(one),
      }))}
    />
  )
}
