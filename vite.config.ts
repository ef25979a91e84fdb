/** Two builds: the app (index.html → dist/app) and, with `--ssr`, the server (src/server.ts → dist/server.js). */
import { defineConfig, type UserConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { firstLoad } from './tools/first-load.ts'
import { trustedTypes } from './tools/trusted-types.ts'

const app: UserConfig = {
  plugins: [solid(), trustedTypes()],
  // In development Solid is bundled ahead, out of the reach of the plug-ins above.
  optimizeDeps: { rolldownOptions: { plugins: [trustedTypes()] } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    sourcemap: false, // T103: what is published is what runs
    modulePreload: { polyfill: false }, // every browser of the target has it
    assetsInlineLimit: 0, // `default-src 'none'` leaves no room for data: beyond images
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: [firstLoad] } } },
  },
  server: {
    host: 'localhost',
    strictPort: true,
    cors: false,
    ws: { host: 'localhost' }, // hot reload listens on loopback only, as everything else does
  },
}

/** One file with everything in it: it runs without node_modules, and later ships in a package for `npx`. */
const server: UserConfig = {
  ssr: { noExternal: true, target: 'node' },
  publicDir: false,
  build: {
    ssr: 'src/server.ts',
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    sourcemap: false,
    minify: false, // a stack trace should be readable
    rolldownOptions: { output: { entryFileNames: 'server.js', codeSplitting: false } },
  },
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild === true ? server : app))
