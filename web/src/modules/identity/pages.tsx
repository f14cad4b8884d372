export { MePage } from './me-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
