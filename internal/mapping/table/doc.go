// Package table reads tables row by row: CSV, TSV, JSON Lines, Parquet and XLSX, the texts among them plain, gzipped or compressed by zstd.
//
// Start at Open, which finds out what a file is by its name and reads its header, then Table.Select, which says which columns are wanted,
// and Table.Next, which gives one row after the other. Cells are texts as the file writes them: NA is two letters, and 031 keeps its zero.
// What a row holds is never held longer than until the next one is asked for, so memory does not grow with the file.
package table
