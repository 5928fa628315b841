// Package admission bounds the work that a server has in progress, so that much of it does not make everybody wait.
//
// A request enters a Gate, which bounds how many are in progress at all and for one client. Most are light and go on. One that turns out
// to be more work asks its Ticket for a slot, of which there are few; if all are taken it waits in a short queue. Slots go to the clients
// in turn, so that one of many connections does not starve others. When the queue is full, the dearest request of the client that has the
// most waiting is refused.
//
// Start at New and Gate.Enter. A client is an address; see ClientOf.
package admission
