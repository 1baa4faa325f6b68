"""The engine for what is too much for one machine: a cluster of OpenSearch. Alone imports opensearchpy."""

from indexer.cluster.engine import ClusterEngine

__all__ = ["ClusterEngine"]
