/** The built site, served on this machine alone. */

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const KINDS = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".jsonld": "application/ld+json",
  ".png": "image/png",
  ".sql": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

/** The file that an address of the site is answered with, or null. A folder is answered with its index.html. */
export function fileAt(folder, pathname) {
  const file = join(folder, normalize(decodeURIComponent(pathname)));
  if (!file.startsWith(folder) || !existsSync(file)) return null;
  if (!statSync(file).isDirectory()) return file;
  const index = join(file, "index.html");
  return existsSync(index) ? index : null;
}

/** Serve a folder on 127.0.0.1 at a free port; nothing is kept by the browser, so that each page is weighed with all it loads. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const file = fileAt(folder, new URL(request.url, "http://127.0.0.1").pathname);
    if (file === null) return response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
    const headers = { "Content-Type": KINDS[extname(file)] ?? "application/octet-stream", "Content-Length": statSync(file).size };
    response.writeHead(200, { ...headers, "Cache-Control": "no-store" });
    return createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, at: (page) => `${origin}/${page}`, close: () => server.close() };
}
