CREATE CONSTRAINT entente_graph IF NOT EXISTS FOR (g:Entente) REQUIRE g.name IS UNIQUE;
CREATE CONSTRAINT entente_entity IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;
CREATE CONSTRAINT entente_revision IF NOT EXISTS FOR (r:Revision) REQUIRE r.number IS UNIQUE;
CREATE INDEX entente_revision_place IF NOT EXISTS FOR (r:Revision) ON (r.place);

CREATE CONSTRAINT entente_dataset IF NOT EXISTS FOR (x:Dataset) REQUIRE (x.id, x.addedIn) IS UNIQUE;
CREATE INDEX entente_dataset_added IF NOT EXISTS FOR (x:Dataset) ON (x.addedIn, x.id, x.dataset);
CREATE INDEX entente_dataset_removed IF NOT EXISTS FOR (x:Dataset) ON (x.removedIn, x.id, x.dataset);

CREATE CONSTRAINT entente_relation IF NOT EXISTS FOR (x:Relation) REQUIRE (x.id, x.dataset, x.addedIn) IS UNIQUE;
CREATE INDEX entente_relation_added IF NOT EXISTS FOR (x:Relation) ON (x.addedIn, x.id, x.dataset);
CREATE INDEX entente_relation_removed IF NOT EXISTS FOR (x:Relation) ON (x.removedIn, x.id, x.dataset);

CREATE CONSTRAINT entente_document IF NOT EXISTS FOR (x:Document) REQUIRE (x.id, x.addedIn) IS UNIQUE;
CREATE INDEX entente_document_added IF NOT EXISTS FOR (x:Document) ON (x.addedIn, x.id, x.dataset);
CREATE INDEX entente_document_removed IF NOT EXISTS FOR (x:Document) ON (x.removedIn, x.id, x.dataset);
CREATE INDEX entente_document_dataset IF NOT EXISTS FOR (x:Document) ON (x.dataset, x.id);
CREATE INDEX entente_document_published IF NOT EXISTS FOR (x:Document) ON (x.published);

CREATE CONSTRAINT entente_part IF NOT EXISTS FOR (x:EntityPart) REQUIRE (x.id, x.dataset, x.addedIn) IS UNIQUE;
CREATE INDEX entente_part_added IF NOT EXISTS FOR (x:EntityPart) ON (x.addedIn, x.id, x.dataset);
CREATE INDEX entente_part_removed IF NOT EXISTS FOR (x:EntityPart) ON (x.removedIn, x.id, x.dataset);
CREATE INDEX entente_part_id IF NOT EXISTS FOR (x:EntityPart) ON (x.id, x.dataset);
CREATE INDEX entente_part_dataset IF NOT EXISTS FOR (x:EntityPart) ON (x.dataset, x.id);

CREATE CONSTRAINT entente_state IF NOT EXISTS FOR (x:EntityState) REQUIRE (x.id, x.addedIn) IS UNIQUE;
CREATE INDEX entente_state_added IF NOT EXISTS FOR (x:EntityState) ON (x.addedIn, x.id);
CREATE INDEX entente_state_removed IF NOT EXISTS FOR (x:EntityState) ON (x.removedIn, x.id);
CREATE INDEX entente_state_name IF NOT EXISTS FOR (x:EntityState) ON (x.nameKey);
CREATE INDEX entente_lookup IF NOT EXISTS FOR (x:LookupKey) ON (x.key);

CREATE CONSTRAINT entente_statement IF NOT EXISTS FOR (x:Statement) REQUIRE (x.id, x.addedIn) IS UNIQUE;
CREATE INDEX entente_statement_added IF NOT EXISTS FOR (x:Statement) ON (x.addedIn, x.id);
CREATE INDEX entente_statement_removed IF NOT EXISTS FOR (x:Statement) ON (x.removedIn, x.id);
CREATE INDEX entente_statement_begin IF NOT EXISTS FOR (x:Statement) ON (x.begin);
CREATE INDEX entente_statement_subject IF NOT EXISTS FOR (x:Statement) ON (x.subject, x.begin, x.addedIn, x.until);
CREATE INDEX entente_statement_object IF NOT EXISTS FOR (x:Statement) ON (x.object, x.begin, x.addedIn, x.until);
CREATE INDEX entente_statement_dataset IF NOT EXISTS FOR (x:Statement) ON (x.dataset, x.begin);
CREATE INDEX entente_statement_relation IF NOT EXISTS FOR (x:Statement) ON (x.relation, x.begin);
CREATE INDEX entente_statement_place IF NOT EXISTS FOR (x:Statement) ON (x.document, x.place, x.addedIn, x.until);
CREATE INDEX entente_statement_link IF NOT EXISTS FOR (x:Statement) ON (x.link, x.begin);
CREATE INDEX entente_statement_source IF NOT EXISTS FOR (x:Statement) ON (x.source, x.fromSource);
CREATE INDEX entente_statement_target IF NOT EXISTS FOR (x:Statement) ON (x.target, x.fromTarget);
CREATE INDEX entente_statement_dates_subject IF NOT EXISTS FOR (x:Statement) ON (x.datesSubject);
CREATE INDEX entente_statement_dates_object IF NOT EXISTS FOR (x:Statement) ON (x.datesObject);
CREATE INDEX entente_reference IF NOT EXISTS FOR (x:Reference) ON (x.entity, x.role);
CREATE INDEX entente_reference_added IF NOT EXISTS FOR (x:Reference) ON (x.addedIn);
CREATE INDEX entente_lookup_added IF NOT EXISTS FOR (x:LookupKey) ON (x.addedIn)
