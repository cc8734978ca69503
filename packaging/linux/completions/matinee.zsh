#compdef matinee
# SPDX-License-Identifier: GPL-3.0-or-later

_matinee() {
    local context state state_descr line
    typeset -A opt_args
    local -a commands common pages feeds
    commands=(
        'list:print a list'
        'show:print everything known of one title'
        'search:print the titles that match a text'
        'sources:print the sources and their lists'
        'stats:print what is kept on this computer'
        'export:print what is your own'
        "import:take in another program's export"
        'warm:keep a list for later'
        'cache:list or clear what is kept'
        'profile:check a profile of a source'
    )
    feeds=(public-domain/all public-domain/picks public-domain/recommended public-domain/for-you public-domain/favorites)
    common=(
        '--profile-dir[keep settings, data and caches below a folder]:folder:_files -/'
        '--base[replace the address of a source]:address:'
        '--trace[append what the program does to a file]:file:_files'
        '--dump-state[write the state to a file at exit]:file:_files'
        '--version[print the version]'
        '--help[print a summary]'
    )
    pages=(
        '(--all)--pages[print this many pages]:pages:'
        '(--pages)--all[print every page]'
    )

    _arguments -C $common \
        '--open[open a catalogue file]:catalogue file:_files' \
        '--source[begin with this source]:source:(public-domain)' \
        '--offline[send nothing over the network]' \
        '--theme[use this theme]:theme:(dark light system)' \
        '1:command or file:->first' '*::argument:->rest' && return
    case $state in
        first) _describe -t commands command commands; _files ;;
        rest)
            local print='--format[print as]:format:(table json csv)'
            case $words[1] in
                list)
                    _arguments $common $pages $print '--from-cache[use only what is stored]' \
                        '--refresh[ask the source again]' "1:list:($feeds)" ;;
                search) _arguments $common $pages $print '--cached[use only what is stored]' '1:source:(public-domain)' '2:text:' ;;
                show) _arguments $common $print '1:source:(public-domain)' '2:title:' ;;
                sources | stats) _arguments $common $print ;;
                warm) _arguments $common $pages '--art[keep pictures, too]' "1:list:($feeds)" ;;
                cache)
                    _arguments $common $print '--feed[clear this list]:list:' '--account[clear this account]:account:' \
                        '--art[clear pictures]' '--all[clear everything]' '1:what:(list clear)' ;;
                profile) _arguments $common '--live[ask the server, too]' '1:what:(check)' '2:profile:_files' ;;
                export) _arguments $common '--format[print as]:format:(csv json letterboxd)' '1:what:(favorites watchlist ratings watched notes everything)' ;;
                import) _arguments $common '--report[write what matched nothing to a file]:file:_files' '1:file:_files' ;;
            esac ;;
    esac
}

_matinee "$@"
