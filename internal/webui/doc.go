// Package webui is the pages that the binary serves: the landing page (/), the map (/map/) and the playground (/playground/).
//
// Each page is a folder with its sources and its own build (map, playground, landing; shared is for all of them). What they are
// built to stands beside them in built, committed and embedded, so that the program needs neither Node nor the network:
//
//	npm ci && npm run build    # in this folder; the same sources give the same bytes
//
// npm run browser tests them in a browser; STORE=neo4j lets them stand on a Neo4j (browser/world.mjs).
//
// Start at New.
package webui
