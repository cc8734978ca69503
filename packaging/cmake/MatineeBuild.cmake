# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of this project is built: standard, warnings, definitions, sanitizers, and the
# three functions the CMakeLists files speak in: matinee_library, matinee_executable, matinee_test.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(MATINEE_CCACHE ccache)
  if(MATINEE_CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${MATINEE_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${MATINEE_CCACHE})
  endif()
endif()

add_library(matinee_options INTERFACE)
target_include_directories(matinee_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(matinee_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_JAVA_STYLE_ITERATORS QT_STRICT_ITERATORS
  QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(matinee_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow
    -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wnull-dereference>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(matinee_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wduplicated-cond -Wlogical-op>)
  endif()
  if(MATINEE_WERROR)
    # Seen, but no error: GCC 12 takes a pointer for null that Qt's own destructors test, once they are inlined deep.
    target_compile_options(matinee_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror -Wno-error=null-dereference>)
  endif()
endif()
# Assertions (Q_ASSERT, thread checks) with optimisation: fast enough to run every test with them.
if(MATINEE_ASSERTS)
  target_compile_definitions(matinee_options INTERFACE QT_FORCE_ASSERTS)
endif()
if(MATINEE_SANITIZE)
  target_compile_options(matinee_options INTERFACE -fsanitize=${MATINEE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(matinee_options INTERFACE -fsanitize=${MATINEE_SANITIZE})
endif()
if(MATINEE_FUZZ)
  # Qt has no type information that vptr could look at; everything else undefined is a finding.
  target_compile_options(matinee_options INTERFACE -fno-sanitize=vptr -fno-sanitize-recover=undefined
    -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/tests/fuzz/ignored.txt)
endif()

# matinee_library(NAME SOURCES... HEADERS... PUBLIC libs... PRIVATE libs...)
# One static library a room; its link line is the arrow the architecture allows it.
function(matinee_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${arg_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${arg_HEADERS})
  target_link_libraries(${name} PUBLIC matinee_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# matinee_test(NAME SOURCES... LIBS... LABELS... ENVIRONMENT k=v...)
# A QtTest program run by ctest on the offscreen platform, with directories of its own.
function(matinee_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBS;LABELS;ENVIRONMENT" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE matinee_options Qt6::Test ${arg_LIBS})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_LABELS)
    set(arg_LABELS unit)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;QT_FATAL_CRITICALS=1;${arg_ENVIRONMENT}")
endfunction()
