// Publishing with a script: a file is sent as soon as it is chosen or dropped, in pieces that survive a broken line;
// progress is looked at without loading the page anew. Without this file everything works by plain forms.

const PIECE = 4 * 1024 * 1024
const PATIENCE = 1000
const TRIES = 5

const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds))
const megabytes = bytes => (bytes / 1e6).toFixed(1)

class Sending {
  constructor (form) {
    this.form = form
    this.secret = form.querySelector('[name=csrfmiddlewaretoken]').value
    this.box = form.querySelector('.upload')
    this.words = this.box.querySelector('[role=status]')
    this.bar = this.box.querySelector('progress')
    this.again = this.box.querySelector('[data-again]')
    this.again.addEventListener('click', () => this.send(this.file))
  }

  async send (file) {
    this.file = file
    this.form.querySelector('.plain-send').hidden = true
    this.box.hidden = false
    this.again.hidden = true
    try {
      const upload = await this.begin(file)
      await this.pieces(upload, file)
      await this.hand(upload)
    } catch (error) {
      this.stop(error)
    }
  }

  async begin (file) {
    const said = new FormData()
    said.set('name', file.name)
    said.set('size', file.size)
    said.set('mark', file.lastModified)
    return this.ask(this.form.dataset.upload, { method: 'POST', body: said })
  }

  async pieces (upload, file) {
    const address = `${this.form.dataset.upload}/${upload.id}`
    let here = upload.offset
    let tries = 0
    this.tell(here, file)
    while (here < file.size) {
      try {
        const piece = file.slice(here, here + PIECE)
        const answer = await this.ask(address, { method: 'PATCH', body: piece, headers: { 'Upload-Offset': here } })
        here = answer.offset
        tries = 0
      } catch (error) {
        if (error.final || ++tries > TRIES) throw error
        await wait(PATIENCE * tries)
        here = (await this.ask(address, {})).offset
      }
      this.tell(here, file)
    }
  }

  async hand (upload) {
    const said = new FormData()
    for (const field of ['csrfmiddlewaretoken', 'organisation']) {
      const input = this.form.elements[field]
      if (input) said.set(field, input.value)
    }
    said.set('upload', upload.id)
    const { address } = await this.ask(this.form.action, { method: 'POST', body: said })
    location.assign(address)
  }

  async ask (address, order) {
    const headers = { Accept: 'application/json', 'X-CSRFToken': this.secret, ...order.headers }
    const answer = await fetch(address, { ...order, headers })
    if (answer.ok) return answer.json()
    const told = await answer.json().catch(() => ({}))
    const error = new Error(told.title || '')
    error.final = answer.status < 500 && answer.status !== 409 && told.code !== 'upload.offset'
    error.status = answer.status
    throw error
  }

  tell (here, file) {
    this.here = here
    this.bar.value = 100 * here / Math.max(file.size, 1)
    const facts = { done: megabytes(here), all: megabytes(file.size), name: file.name }
    this.words.textContent = this.words.dataset.sending.replace(/\[(\w+)\]/g, (_, name) => facts[name])
  }

  stop (error) {
    const facts = { done: megabytes(this.here || 0), all: megabytes(this.file.size) }
    const broken = this.words.dataset.broken.replace(/\[(\w+)\]/g, (_, name) => facts[name])
    this.words.textContent = error.message && error.final ? error.message : broken
    this.again.hidden = false
    this.again.focus()
  }
}

function sendAtOnce (form) {
  const sending = new Sending(form)
  const input = form.querySelector('input[type=file]')
  input.addEventListener('change', () => input.files.length && sending.send(input.files[0]))
  form.dataset.sending = 'at once' // from here on a chosen file needs no button
  form.querySelector('.drop-hint').hidden = false
  form.querySelector('.plain-send').hidden = true
  form.addEventListener('submit', event => {
    if (input.files.length) { event.preventDefault(); sending.send(input.files[0]) }
  })
  const holds = event => event.dataTransfer && [...event.dataTransfer.types].includes('Files')
  document.addEventListener('dragover', event => {
    if (holds(event)) { event.preventDefault(); document.body.classList.add('dropping') }
  })
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) document.body.classList.remove('dropping')
  })
  document.addEventListener('drop', event => {
    document.body.classList.remove('dropping')
    if (!holds(event)) return
    event.preventDefault()
    if (event.dataTransfer.files.length) sending.send(event.dataTransfer.files[0])
  })
}

async function watch (box) {
  const stage = box.querySelector('#stage')
  const bar = box.querySelector('progress')
  for (let pause = 300; ; pause = Math.min(pause * 1.3, 2000)) {
    await wait(pause)
    const now = await fetch(box.dataset.progress, { headers: { Accept: 'application/json' } })
      .then(answer => answer.ok ? answer.json() : {}).catch(() => ({}))
    if (now.ended || (now.look && !('look' in box.dataset))) return location.reload()
    if (now.stage && stage.textContent !== now.stage) stage.textContent = now.stage
    if (now.total) { bar.max = now.total; bar.value = now.done } else if (now.stage) bar.removeAttribute('value')
  }
}

document.querySelectorAll('form[data-upload]').forEach(sendAtOnce)
document.querySelectorAll('[data-progress]').forEach(watch)
document.getElementById('problem')?.focus()
