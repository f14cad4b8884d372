import './styles/base.css'

document.getElementById('root')!.textContent = 'Khasra'
