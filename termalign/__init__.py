"""termalign: Japanese–English terminology and alignment for disclosure documents."""

__version__ = "0.1.0"
