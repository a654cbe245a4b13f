// The interactive map: only this page loads it. Without it the picture stays, and the table has the same places.

const box = document.getElementById('map')
const side = document.querySelector('.map-beside')
const words = JSON.parse(box.dataset.words)
const still = matchMedia('(prefers-reduced-motion: reduce)').matches
const LISTED = 40
const EMPTY = { type: 'FeatureCollection', features: [] }

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const filled = (text, count) => text.replace('{count}', count.toLocaleString(document.documentElement.lang))
const load = async address => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return answer.json()
}

start().catch(error => {
  console.warn(error)
  if (!document.querySelector('.map .sketchmap')) box.textContent = words.broken
})

async function start() {
  const [library, places, ground] = await Promise.all([
    import(box.dataset.library),
    load(box.dataset.source),
    load(box.dataset.ground).catch(() => EMPTY),
  ])
  places.features = places.features.filter(one => one.geometry)
  places.features.forEach((one, at) => { one.id = at })
  const picture = box.innerHTML
  const paper = document.querySelector('.map-paper')
  box.textContent = ''
  library.setWorkerUrl(new URL(box.dataset.worker, location.href).href)
  let map
  try {
    map = new library.Map({
      container: box, style: sheet(places, ground), bounds: bounds(places), fitBoundsOptions: { padding: 40, maxZoom: 15 },
      attributionControl: false, fadeDuration: still ? 0 : 200, dragRotate: false, pitchWithRotate: false,
      locale: { 'Map.Title': words.title }, renderWorldCopies: false,
    })
  } catch (error) {
    box.innerHTML = picture // the picture was ours, and it was there before
    throw error
  }
  map.touchZoomRotate.disableRotation()
  map.addControl(new library.ScaleControl())
  side.hidden = false
  if (paper) paper.innerHTML = picture // what the browser draws by itself stays white on paper
  tools(map, places)
  list(map, places)
  clusters(library, map)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => map.setStyle(sheet(places, ground)))
  box.dataset.state = 'ready'
}

// Our own quiet base: land, outlines, places. No tiles, no letters from elsewhere.
function sheet(places, ground) {
  const points = ['==', ['geometry-type'], 'Point']
  const alone = ['all', points, ['!', ['has', 'point_count']]]
  return {
    version: 8,
    sources: {
      ground: { type: 'geojson', data: ground },
      places: { type: 'geojson', data: only(places, true), cluster: true, clusterRadius: 45, clusterMaxZoom: 15 },
      shapes: { type: 'geojson', data: only(places, false) },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colour(ground.features.length ? '--water' : '--land') } },
      { id: 'land', type: 'fill', source: 'ground', paint: { 'fill-color': colour('--land') } },
      { id: 'outline', type: 'line', source: 'ground', paint: { 'line-color': colour('--line-strong'), 'line-width': 1.5 } },
      { id: 'areas', type: 'fill', source: 'shapes', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour('--mark'), 'fill-opacity': 0.25 } },
      { id: 'lines', type: 'line', source: 'shapes', paint: { 'line-color': colour('--mark'), 'line-width': 2 } },
      { id: 'points', type: 'circle', source: 'places', filter: alone, paint: {
        'circle-radius': 7, 'circle-color': colour('--mark'), 'circle-stroke-color': colour('--paper'), 'circle-stroke-width': 2 } },
    ],
  }
}

const only = (places, points) =>
  ({ ...places, features: places.features.filter(one => (one.geometry.type === 'Point') === points) })

function* corners(coordinates) {
  if (typeof coordinates[0] === 'number') yield coordinates
  else for (const part of coordinates) yield* corners(part)
}

function bounds(places) {
  const found = places.features.flatMap(one => [...corners(one.geometry.coordinates ?? [])])
  if (!found.length) return JSON.parse(box.dataset.bounds) ?? [-25, 34, 45, 72]
  const limit = (at, pick) => found.reduce((best, one) => pick(best, one[at]), found[0][at])
  return [limit(0, Math.min), limit(1, Math.min), limit(0, Math.max), limit(1, Math.max)]
}

const centre = one => {
  const found = [...corners(one.geometry.coordinates)]
  return found[Math.floor(found.length / 2)]
}

const name = one => String(one.properties?.[box.dataset.name] ?? Object.values(one.properties ?? {}).find(each => each) ?? words.nameless)

// Everything a finger can drag has a button too.
function tools(map, places) {
  const far = () => Math.min(box.clientWidth, box.clientHeight) / 3
  const motion = { animate: !still }
  const ways = {
    in: () => map.zoomIn(motion), out: () => map.zoomOut(motion),
    west: () => map.panBy([-far(), 0], motion), east: () => map.panBy([far(), 0], motion),
    north: () => map.panBy([0, -far()], motion), south: () => map.panBy([0, far()], motion),
    all: () => map.fitBounds(bounds(places), { padding: 40, maxZoom: 15, ...motion }),
  }
  for (const button of side.querySelectorAll('[data-way]')) button.addEventListener('click', ways[button.dataset.way])
}

function list(map, places) {
  const rows = document.getElementById('map-list')
  const count = document.getElementById('map-count')
  const find = document.getElementById('map-find')
  const show = () => {
    const view = map.getBounds()
    const wanted = find.value.trim().toLocaleLowerCase()
    const seen = places.features.filter(one => view.contains(centre(one)) && (!wanted || name(one).toLocaleLowerCase().includes(wanted)))
    rows.replaceChildren(...seen.slice(0, LISTED).map(one => entry(map, one)))
    count.textContent = filled(words.in_view, seen.length) + (seen.length > LISTED ? ` – ${filled(words.more, seen.length - LISTED)}` : '')
  }
  map.on('moveend', show)
  map.on('click', event => {
    const [hit] = map.queryRenderedFeatures(event.point, { layers: ['points', 'areas', 'lines'] })
    if (hit) tell(places.features[hit.id] ?? hit)
  })
  find.addEventListener('input', show)
  show()
}

function entry(map, one) {
  const row = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = name(one)
  button.addEventListener('click', () => {
    map[still ? 'jumpTo' : 'easeTo']({ center: centre(one), zoom: Math.max(map.getZoom(), 14) })
    tell(one)
  })
  row.append(button)
  return row
}

// What the table says of one place; values are text, whatever they contain.
function tell(one) {
  const card = document.getElementById('map-one')
  const facts = document.createElement('dl')
  for (const [key, value] of Object.entries(one.properties ?? {})) {
    if (value === null || value === '' || typeof value === 'object') continue
    const [term, told] = [document.createElement('dt'), document.createElement('dd')]
    term.textContent = words.columns[key] ?? key
    told.textContent = value
    facts.append(term, told)
  }
  card.replaceChildren(facts)
  card.hidden = false
  card.focus({ preventScroll: false })
}

// Numbers of clusters are buttons of the page: the map itself has no letters.
function clusters(library, map) {
  let shown = {}
  const draw = () => {
    if (!map.getSource('places') || !map.isSourceLoaded('places')) return
    const next = {}
    for (const one of map.querySourceFeatures('places', { filter: ['has', 'point_count'] })) {
      const id = one.properties.cluster_id
      next[id] ??= shown[id] ?? marker(library, map, one, id)
    }
    for (const id in shown) if (!next[id]) shown[id].remove()
    shown = next
  }
  map.on('idle', draw)
  map.on('moveend', draw)
}

function marker(library, map, one, id) {
  const button = document.createElement('button')
  const count = one.properties.point_count
  button.type = 'button'
  button.className = 'map-cluster'
  button.textContent = count.toLocaleString(document.documentElement.lang)
  button.setAttribute('aria-label', filled(words.cluster, count))
  button.addEventListener('click', async () => {
    const zoom = await map.getSource('places').getClusterExpansionZoom(id)
    map[still ? 'jumpTo' : 'easeTo']({ center: one.geometry.coordinates, zoom })
  })
  return new library.Marker({ element: button }).setLngLat(one.geometry.coordinates).addTo(map)
}
