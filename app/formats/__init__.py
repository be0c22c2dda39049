"""File formats: one file each, and the list of them."""

from pathlib import Path

from app.formats.base import FileNote, FileRow, Format, Loss, ReadResult, TableRow, Written
from app.formats.csv_tables import read_csv_tables, recognise_csv_tables, write_csv_tables
from app.formats.followthemoney import read_followthemoney, recognise_followthemoney
from app.formats.followthemoney_writer import write_followthemoney
from app.formats.gedcom import read_gedcom, recognise_gedcom
from app.formats.gedcom_writer import write_gedcom, write_gedcom551
from app.formats.geojson import write_geojson
from app.formats.gexf import write_gexf
from app.formats.gexf_reader import read_gexf, read_raw_gexf, recognise_gexf
from app.formats.graphml import write_graphml
from app.formats.graphml_reader import read_graphml, read_raw_graphml, recognise_graphml
from app.formats.json_graph import write_cytoscape, write_node_link
from app.formats.json_graph_reader import read_node_link, read_raw_node_link, recognise_node_link
from app.formats.parquet_tables import write_parquet_tables
from app.formats.sqlite_file import write_sqlite_file
from app.formats.workbook import read_workbook, recognise_workbook
from app.formats.workbook_writer import write_workbook
from app.formats.xes import read_xes, recognise_xes
from app.formats.xes_records import read_raw_xes
from app.formats.xes_writer import write_xes

__all__ = [
    "FORMATS",
    "FileNote",
    "FileRow",
    "Format",
    "Loss",
    "ReadResult",
    "TableRow",
    "Written",
    "format_named",
    "format_of",
]

#: Every format, in the order in which they are asked whether they recognise a path.
FORMATS: tuple[Format, ...] = (
    Format(
        "csv",
        "a folder of CSV files named like the tables (persons.csv, events.csv …), or one of them",
        "",
        recognise=recognise_csv_tables,
        read=read_csv_tables,
        write_rows=write_csv_tables,
    ),
    Format(
        "workbook",
        "an XLSX workbook with sheets named like the tables (kintrace template writes one to fill in)",
        ".xlsx",
        recognise=recognise_workbook,
        read=read_workbook,
        write_rows=write_workbook,
    ),
    Format(
        "graphml",
        "GraphML: a graph for Gephi, Cytoscape, yEd, igraph and NetworkX",
        ".graphml",
        recognise=recognise_graphml,
        read=read_graphml,
        write=write_graphml,
        read_raw=read_raw_graphml,
    ),
    Format(
        "gexf",
        "GEXF 1.3: a graph over time, for Gephi",
        ".gexf",
        recognise=recognise_gexf,
        read=read_gexf,
        write=write_gexf,
        read_raw=read_raw_gexf,
    ),
    Format(
        "node-link",
        "node-link JSON: a graph for NetworkX and D3",
        ".json",
        recognise=recognise_node_link,
        read=read_node_link,
        write=write_node_link,
        read_raw=read_raw_node_link,
    ),
    Format(
        "gedcom",
        "GEDCOM 5.5 to 7.1 and .gdz: family trees of genealogy programs",
        ".ged",
        recognise=recognise_gedcom,
        read=read_gedcom,
        write=write_gedcom,
        write_with_sources=write_gedcom,
    ),
    Format(
        "followthemoney",
        "FollowTheMoney: entities as JSON lines, for Aleph, OpenSanctions and yente",
        ".ftm.json",
        recognise=recognise_followthemoney,
        read=read_followthemoney,
        write=write_followthemoney,
        write_with_sources=write_followthemoney,
    ),
    Format(
        "xes",
        "XES event logs: cases with activities and times, also .xes.gz",
        ".xes",
        recognise=recognise_xes,
        read=read_xes,
        write=write_xes,
        read_raw=read_raw_xes,
    ),
    Format(
        "gedcom551",
        "GEDCOM 5.5.1, for programs that do not know 7.0",
        ".ged",
        write=write_gedcom551,
        write_with_sources=write_gedcom551,
    ),
    Format("cytoscape", "JSON for Cytoscape and Cytoscape.js", ".cyjs", write=write_cytoscape),
    Format("geojson", "GeoJSON: places, events at them and recorded moves, for a map", ".geojson", write=write_geojson),
    Format("parquet", "Parquet files of the graph, for Spark, DuckDB, pandas and R", "", write=write_parquet_tables),
    Format("sqlite", "one SQLite file to browse, with datasette for example", ".db", write=write_sqlite_file),
)


def format_named(name: str) -> Format | None:
    """Return the format of this name, or None."""
    return next((each for each in FORMATS if each.name == name), None)


def format_of(path: Path) -> Format | None:
    """Return the first format that recognises the content of a path, or None; what is no file is not opened."""
    if not path.is_file() and not path.is_dir():
        return None
    return next((each for each in FORMATS if each.recognise is not None and each.recognise(path)), None)
