"""onnxscript reads the source of the functions that it translates."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

module_collection_mode = "pyz+py"
hiddenimports = collect_submodules("onnxscript")
datas = collect_data_files("onnxscript")
