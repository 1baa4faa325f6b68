"""The German analysis of many texts at once: the same tokens and terms as `indexer.german.analyze`."""

from indexer.embedded.bulk.analysis import AnalyzedTexts, BulkAnalysis

__all__ = ["AnalyzedTexts", "BulkAnalysis"]
