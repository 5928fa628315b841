.data | .then.id=="country:yugoslavia" and .later.id=="country:serbia-and-montenegro" and .soviet.id=="country:soviet-union" and .russia.id=="country:russia" and .georgia.id=="country:georgia" and .ireland.id=="country:ireland" and .nobody==null
  and ([.then.identifiers[]|select(.scheme=="iso3")]|length==1 and .[0].validTo=="1993-07-27")
  and ([.successors.nodes[]|[.subject.id,.validity.edtf]]|unique)==[["country:bosnia-and-herzegovina","1992-03-01/.."],["country:croatia","1991-06-25/.."],["country:north-macedonia","1991-09-08/.."],["country:serbia-and-montenegro","1992/.."],["country:slovenia","1991-06-25/.."]]
  and .successors.totalCount==6 and all(.successors.nodes[]; .document.url!=null and .evidence[0].locator!=null)
