// Prints the rows of a Parquet file as JSON, one array of texts or nulls a line.
//   node hyparquet.mjs <file> <kind>,<kind>…
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const [path, kindList] = process.argv.slice(2)
const kinds = kindList.split(',')

const text = {
  plain: (v) => String(v),
  decimal2: (v) => (Math.round(v * 100) / 100).toFixed(2),
  hex: (v) => Buffer.from(v).toString('hex'),
  json: (v) => JSON.stringify(v),
  list: (v) => JSON.stringify(v.map((e) => e ?? null)),
}

const rows = await parquetReadObjects({
  file: await asyncBufferFromFile(path),
  compressors,
  utf8: false,
  parsers: {
    timestampFromMicroseconds: (micros) => micros,
    dateFromDays: (days) => days,
  },
})
for (const row of rows) {
  const values = Object.values(row)
  const texts = kinds.map((kind, i) => (values[i] == null ? null : text[kind](values[i])))
  process.stdout.write(JSON.stringify(texts) + '\n')
}
