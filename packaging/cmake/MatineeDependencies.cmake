# SPDX-License-Identifier: GPL-3.0-or-later
# Every library the program links; each has a row in ARCHITECTURE.md saying why.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network Concurrent Svg LinguistTools)
if(UNIX AND NOT APPLE)
  find_package(Qt6 6.4 REQUIRED COMPONENTS DBus)
endif()
if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
find_package(SQLite3 3.40 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(ZLIB REQUIRED)
# Optional: without it, secrets live in memory until the program closes.
find_package(Qt6Keychain CONFIG QUIET)
find_package(RapidJSON REQUIRED)
find_package(QuaZip-Qt6 REQUIRED)
find_package(tl-expected REQUIRED)

# Optional: the same crc32 by the processor's own instructions. Not every system packages its CMake files.
find_path(MATINEE_LIBDEFLATE_INCLUDE libdeflate.h)
find_library(MATINEE_LIBDEFLATE_LIBRARY deflate)
add_library(matinee_crc32 INTERFACE)
if(MATINEE_LIBDEFLATE_INCLUDE AND MATINEE_LIBDEFLATE_LIBRARY)
  target_include_directories(matinee_crc32 SYSTEM INTERFACE ${MATINEE_LIBDEFLATE_INCLUDE})
  target_link_libraries(matinee_crc32 INTERFACE ${MATINEE_LIBDEFLATE_LIBRARY})
  target_compile_definitions(matinee_crc32 INTERFACE MATINEE_HAVE_LIBDEFLATE)
else()
  target_link_libraries(matinee_crc32 INTERFACE ZLIB::ZLIB)
endif()

# libcsv ships neither a CMake package nor a pkg-config file.
find_path(MATINEE_LIBCSV_INCLUDE csv.h REQUIRED)
find_library(MATINEE_LIBCSV_LIBRARY csv REQUIRED)
add_library(matinee_libcsv INTERFACE)
target_include_directories(matinee_libcsv SYSTEM INTERFACE ${MATINEE_LIBCSV_INCLUDE})
target_link_libraries(matinee_libcsv INTERFACE ${MATINEE_LIBCSV_LIBRARY})

# zstd: distributions disagree on whether it ships a CMake package, so it is found the same way.
find_path(MATINEE_ZSTD_INCLUDE zstd.h REQUIRED)
find_library(MATINEE_ZSTD_LIBRARY zstd REQUIRED)
add_library(matinee_zstd INTERFACE)
target_include_directories(matinee_zstd SYSTEM INTERFACE ${MATINEE_ZSTD_INCLUDE})
target_link_libraries(matinee_zstd INTERFACE ${MATINEE_ZSTD_LIBRARY})
