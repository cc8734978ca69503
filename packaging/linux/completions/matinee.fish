# SPDX-License-Identifier: GPL-3.0-or-later
# fish completion for matinee

set -l commands list show search sources stats export import warm cache profile
set -l bare "not __fish_seen_subcommand_from $commands"
set -l paged '__fish_seen_subcommand_from list search warm'
set -l printing '__fish_seen_subcommand_from list show search sources stats cache'

complete -c matinee -n "$bare" -a list -d 'Print a list'
complete -c matinee -n "$bare" -a show -d 'Print everything known of one title'
complete -c matinee -n "$bare" -a search -d 'Print the titles that match a text'
complete -c matinee -n "$bare" -a sources -d 'Print the sources and their lists'
complete -c matinee -n "$bare" -a stats -d 'Print what is kept on this computer'
complete -c matinee -n "$bare" -a export -d 'Print what is your own'
complete -c matinee -n "$bare" -a import -d 'Take in another program\'s export'
complete -c matinee -n "$bare" -a warm -d 'Keep a list for later'
complete -c matinee -n "$bare" -a cache -d 'List or clear what is kept'
complete -c matinee -n "$bare" -a profile -d 'Check a profile of a source'

complete -c matinee -n "$bare" -l open -r -F -d 'Open a catalogue file'
complete -c matinee -n "$bare" -l source -x -a public-domain -d 'Begin with this source'
complete -c matinee -n "$bare" -l offline -d 'Send nothing over the network'
complete -c matinee -n "$bare" -l theme -x -a 'dark light system' -d 'Use this theme'

complete -c matinee -n '__fish_seen_subcommand_from list' -f -a 'public-domain/all public-domain/picks public-domain/recommended?title= public-domain/for-you public-domain/favorites'
complete -c matinee -n '__fish_seen_subcommand_from show search' -f -a public-domain
complete -c matinee -n '__fish_seen_subcommand_from export' -f -a 'favorites watchlist ratings watched notes everything'
complete -c matinee -n '__fish_seen_subcommand_from import' -l report -r -F -d 'Write what matched nothing to a file'
complete -c matinee -n "$paged" -l pages -x -d 'Print this many pages'
complete -c matinee -n "$paged" -l all -d 'Print every page'
complete -c matinee -n "$printing" -l format -x -a 'table json csv' -d 'Print as'
complete -c matinee -n '__fish_seen_subcommand_from export' -l format -x -a 'csv json letterboxd' -d 'Print as'
complete -c matinee -n '__fish_seen_subcommand_from list' -l from-cache -d 'Use only what is stored'
complete -c matinee -n '__fish_seen_subcommand_from list' -l refresh -d 'Ask the source again'
complete -c matinee -n '__fish_seen_subcommand_from search' -l cached -d 'Use only what is stored'

complete -c matinee -n '__fish_seen_subcommand_from warm' -l art -d 'Keep pictures, too'
complete -c matinee -n '__fish_seen_subcommand_from cache' -f -a 'list clear'
complete -c matinee -n '__fish_seen_subcommand_from cache' -l feed -x -d 'Clear this list'
complete -c matinee -n '__fish_seen_subcommand_from cache' -l account -x -d 'Clear this account'
complete -c matinee -n '__fish_seen_subcommand_from cache' -l art -d 'Clear pictures'
complete -c matinee -n '__fish_seen_subcommand_from cache' -l all -d 'Clear everything'
complete -c matinee -n '__fish_seen_subcommand_from profile' -a check
complete -c matinee -n '__fish_seen_subcommand_from profile' -l live -d 'Ask the server, too'

complete -c matinee -l profile-dir -x -a '(__fish_complete_directories)' -d 'Keep settings, data and caches below a folder'
complete -c matinee -l base -x -d 'Replace the address of a source'
complete -c matinee -l trace -r -F -d 'Append what the program does to a file'
complete -c matinee -l dump-state -r -F -d 'Write the state to a file at exit'
complete -c matinee -l version -d 'Print the version'
complete -c matinee -l help -d 'Print a summary'
