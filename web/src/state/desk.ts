import { createContext, useContext } from 'react'

/** True on an officer's desk: a map stands beside the page, words of the office are there, and what the role allows is offered. */
export const Desk = createContext(false)
export const useIsDesk = () => useContext(Desk)
