"""PDF: characters with their places → lines, columns, tables → the blocks of a Reading."""
