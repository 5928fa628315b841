"""Reads each format that `entente export` writes with a parser of somebody else, and holds what it finds against the tables."""
import csv, io, json, os, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as xml

import duckdb
import networkx
import openpyxl
import pyarrow.parquet
import rdflib

ENTENTE, URL = sys.argv[1], sys.argv[2]
WHERE = '{"with": ["program:pfp", "alliance:csto", "country:georgia"]}'
folder = tempfile.mkdtemp()


def export(format, *flags):
    """Writes a file, and gives its path."""
    path = os.path.join(folder, 'claims.' + format)
    subprocess.run([ENTENTE, 'export', '--url', URL, '--format', format, '--where', WHERE, '-o', path, *flags], check=True, stderr=subprocess.DEVNULL)
    return path


def same(what, got, want):
    assert got == want, f'{what}: {got!r}, and not {want!r}'


archive = zipfile.ZipFile(export('csv'))
package = json.loads(archive.read('datapackage.json'))
tables = {}
for resource in package['resources']:
    rows = list(csv.DictReader(io.TextIOWrapper(archive.open(resource['path']), 'utf-8', newline='')))
    fields = [field['name'] for field in resource['schema']['fields']]
    for row in rows:
        same(resource['name'], list(row), fields)
    tables[resource['name']] = rows
columns = {resource['name']: [field['name'] for field in resource['schema']['fields']] for resource in package['resources']}
keys = {resource['name']: resource['schema'].get('primaryKey', [None])[0] for resource in package['resources']}
for resource in package['resources']:
    for key in resource['schema'].get('foreignKeys', []):
        there = {row[keys[key['reference']['resource']]] for row in tables[key['reference']['resource']]}
        here = {row[key['fields'][0]] for row in tables[resource['name']]}
        assert here <= there, f'{resource["name"]}.{key["fields"][0]} names {sorted(here - there)[:3]}'
nodes, edges, statements = ({row['id']: row for row in tables[name]} for name in ('nodes', 'edges', 'statements'))
assert len(nodes) > 50 and len(edges) > 100 and len(statements) > 200
quotes = {row['quote'] for row in tables['evidence'] if row['quote']}
assert quotes

archive = zipfile.ZipFile(export('parquet'))
for name, rows in tables.items():
    archive.extract(name + '.parquet', folder)
    path = os.path.join(folder, name + '.parquet')
    table = pyarrow.parquet.read_table(path)
    same(name, table.num_rows, len(rows))
    same(name, table.column_names, columns[name])
    same(name, duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0], len(rows))
    for i, row in enumerate(table.to_pylist()):
        for column, value in row.items():
            text = '' if value is None else str(value).lower() if isinstance(value, bool) else f'{value:.17g}' if isinstance(value, float) else str(value)
            if isinstance(value, float):
                same(f'{name} {i} {column}', float(rows[i][column]), value)
            else:
                same(f'{name} {i} {column}', text, rows[i][column])

book = openpyxl.load_workbook(export('xlsx'), read_only=True)
for name, rows in tables.items():
    sheet = list(book[name].iter_rows(values_only=True))
    same(name, len(sheet) - 1, len(rows))
    same(name, list(sheet[0]), columns[name])

graph = networkx.read_graphml(export('graphml'), force_multigraph=True)
same('graphml', set(graph.nodes), set(nodes))
same('graphml', graph.number_of_edges(), len(edges))
for id, of in graph.nodes(data=True):
    same('graphml', of['label'], nodes[id]['name'])

with open(export('cytoscape')) as file:
    content = json.load(file)
graph = networkx.cytoscape_graph({'data': [], 'directed': True, 'multigraph': True, **content, 'data': [], 'elements': {
    'nodes': [{'data': {**node['data'], 'value': node['data']['id']}} for node in content['elements']['nodes']], 'edges': [{'data': {**edge['data'], 'key': edge['data']['id']}} for edge in content['elements']['edges']]}})
same('cytoscape', set(graph.nodes), set(nodes))
same('cytoscape', graph.number_of_edges(), len(edges))

namespace = '{http://gexf.net/1.3}'
tree = xml.parse(export('gexf')).getroot()
same('gexf', {node.get('id') for node in tree.iter(namespace + 'node')}, set(nodes))
held = {id for id, row in edges.items() if row['spells']}
same('gexf', {edge.get('id') for edge in tree.iter(namespace + 'edge')}, held)
for edge in tree.iter(namespace + 'edge'):
    for spell in edge.iter(namespace + 'spell'):
        assert not (spell.get('start') and spell.get('end')) or spell.get('start') <= spell.get('end')
# networkx reads no GEXF 1.3, only versions before.

ENT, PROV = rdflib.Namespace('urn:entente:term:'), rdflib.Namespace('http://www.w3.org/ns/prov#')
OA = rdflib.Namespace('http://www.w3.org/ns/oa#')


def iri(id):
    return rdflib.URIRef('urn:entente:' + id)


turtle = rdflib.Graph().parse(export('turtle'), format='turtle')
for id, row in statements.items():
    claim = iri(id)
    same('turtle', turtle.value(claim, rdflib.RDF.subject), iri(row['subject']))
    same('turtle', turtle.value(claim, rdflib.RDF.object), iri(row['object']))
    same('turtle', str(turtle.value(claim, ENT.valid)), row['valid'])
    same('turtle', turtle.value(claim, PROV.wasDerivedFrom), iri(row['document']))
same('turtle', {str(o) for o in turtle.objects(None, OA.exact)}, quotes)
same('turtle', len(list(turtle.triples((None, iri('relation:member-of'), None)))), 0)

for format in ('trig', 'jsonld'):
    dataset = rdflib.Dataset()
    dataset.parse(export(format), format={'jsonld': 'json-ld'}.get(format, format))
    for id, row in statements.items():
        triples = list(dataset.graph(iri(id)))
        same(format, len(triples), 1)
        same(format, (triples[0][0], triples[0][2]), (iri(row['subject']), iri(row['object'])))

with open(export('geojson')) as file:
    places = json.load(file)
same('geojson', {feature['@id'] for feature in places['features']}, {'urn:entente:' + id for id in nodes})
same('geojson', sum(len(feature.get('relations', [])) for feature in places['features']), len(edges))

print(f'{len(statements)} claims, {len(edges)} edges and {len(nodes)} nodes are the same in csv, parquet, xlsx, graphml, cytoscape, gexf, turtle, trig, jsonld and geojson')
