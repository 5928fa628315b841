// How clients that cache tell objects apart: by viewId, which names the scope that an object was seen in. A test holds the types against
// schema.graphql; copy the file.

/** The types that have a viewId. */
export const viewTypes = [
  'Actor',
  'Agreement',
  'Alliance',
  'City',
  'Country',
  'Dataset',
  'Document',
  'Event',
  'Facility',
  'Group',
  'Initiative',
  'Link',
  'Mention',
  'Mission',
  'Organization',
  'Person',
  'Program',
  'Region',
  'Relation',
  'Revision',
  'Statement',
  'Territory',
];

/** The types of each interface. */
export const possibleTypes = {
  Entity: ['Actor', 'Agreement', 'Alliance', 'City', 'Country', 'Event', 'Facility', 'Group', 'Initiative', 'Mission', 'Organization', 'Person', 'Program', 'Region', 'Territory'],
  Node: ['Actor', 'Agreement', 'Alliance', 'City', 'Country', 'Dataset', 'Document', 'Event', 'Facility', 'Group', 'Initiative', 'Link', 'Mention', 'Mission', 'Organization', 'Person', 'Program', 'Region', 'Relation', 'Revision', 'Statement', 'Territory'],
  Polity: ['Country', 'Territory'],
};

/** For Apollo Client: new InMemoryCache({ typePolicies, possibleTypes }). */
export const typePolicies = Object.fromEntries(viewTypes.map((type) => [type, { keyFields: ['viewId'] }]));

/** For urql's graphcache: cacheExchange({ keys }). */
export const keys = new Proxy(
  Object.fromEntries(viewTypes.map((type) => [type, (object) => object.viewId])),
  // What has no viewId belongs to the object that it hangs on.
  { get: (known, type) => known[type] ?? (() => null) },
);
