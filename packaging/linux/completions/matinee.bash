# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for matinee
# shellcheck shell=bash

_matinee() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local commands="list show search sources stats export import warm cache profile"
    local common="--profile-dir --base --trace --dump-state --version --help"
    local feeds="public-domain/all public-domain/picks public-domain/recommended?title= public-domain/for-you public-domain/favorites"
    local command="" offered word
    COMPREPLY=()

    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case " $commands " in *" $word "*) command=$word; break ;; esac
    done
    case "$previous" in
        --profile-dir) mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        --open | --trace | --dump-state | --report) mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        --theme) mapfile -t COMPREPLY < <(compgen -W "dark light system" -- "$current"); return ;;
        --source | show | search) mapfile -t COMPREPLY < <(compgen -W "public-domain" -- "$current"); return ;;
        --base | --pages | --feed | --account) return ;;
        --format)
            offered="table json csv"
            [ "$command" = export ] && offered="csv json letterboxd"
            mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$current")
            return ;;
    esac
    case "$command" in
        list) offered="$feeds --pages --all --from-cache --refresh --format $common" ;;
        search) offered="--cached --pages --all --format $common" ;;
        show | sources | stats) offered="--format $common" ;;
        export) offered="favorites watchlist ratings watched notes everything --format $common" ;;
        import)
            offered="--report $common"
            mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
        warm) offered="$feeds --pages --all --art $common" ;;
        cache) offered="list clear --feed --account --art --all --format $common" ;;
        profile)
            offered="check --live $common"
            mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
        *)
            offered="$commands --open --source --offline --theme $common"
            mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    esac
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$offered" -- "$current")
}
complete -o filenames -F _matinee matinee
