# SPDX-License-Identifier: GPL-3.0-or-later
# CPack. `cpack` makes this system's own package, `cpack -G RPM` or `-G TGZ` another. The version is the project's.

set(CPACK_PACKAGE_NAME "${PROJECT_NAME}")
set(CPACK_PACKAGE_VENDOR "Matinee contributors")
set(CPACK_PACKAGE_CONTACT "Matinee contributors <matinee@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL "${PROJECT_HOMEPAGE_URL}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "browse film catalogues that arrive in pages")
set(CPACK_PACKAGE_DESCRIPTION "Matinee shows film catalogues as a grid of posters that scrolls without end.
It comes with several hundred public-domain films and needs no account and
no network for them. Catalogue files of your own (JSON, JSON Lines or CSV,
up to a million titles) open the same way.

Lists are read from a store on this computer first, so scrolling stays
smooth and favorites are kept even if the power fails. The same lists can be
printed as tables, JSON or CSV from the command line.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

find_program(MATINEE_DPKG_DEB dpkg-deb)
find_program(MATINEE_RPMBUILD rpmbuild)
if(WIN32)
  set(CPACK_GENERATOR ZIP)
elseif(MATINEE_DPKG_DEB)
  set(CPACK_GENERATOR DEB)
elseif(MATINEE_RPMBUILD)
  set(CPACK_GENERATOR RPM)
else()
  set(CPACK_GENERATOR TGZ)
endif()
if(NOT WIN32)
  set(CPACK_PACKAGING_INSTALL_PREFIX "/usr")
endif()

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Plugins are loaded by name, so no linker tells dpkg-shlibdeps: the icons are SVG,
# posters may be WebP.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, qt6-image-formats-plugins")
# The typeface the layout is drawn for, and the platform plugin of Wayland sessions; both have stand-ins.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, qt6-wayland")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later")
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
set(CPACK_RPM_PACKAGE_REQUIRES "qt6-qtsvg, qt6-qtimageformats")
# Folders that belong to the system's packages, not to ours.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
  /usr/share/applications /usr/share/metainfo /usr/share/man /usr/share/man/man1
  /usr/share/bash-completion /usr/share/bash-completion/completions
  /usr/share/zsh /usr/share/zsh/site-functions /usr/share/fish /usr/share/fish/vendor_completions.d
  /usr/share/icons /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps)

include(CPack)
