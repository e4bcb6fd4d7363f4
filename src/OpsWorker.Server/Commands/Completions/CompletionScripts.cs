namespace OpsWorker.Server.Commands.Completions;

/// <summary>
/// The scripts. Each asks the program itself, by System.CommandLine's directive <c>[suggest:POSITION]</c>, so they never fall
/// behind it; where it suggests nothing, as for values of options, the shell completes file names.
/// </summary>
internal static class CompletionScripts
{
    public const string Bash =
        """
        _opsworker() {
            local word=${COMP_WORDS[COMP_CWORD]}
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(opsworker "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _opsworker opsworker
        """;

    public const string Zsh =
        """
        #compdef opsworker
        _opsworker() {
            local -a suggestions
            suggestions=("${(@f)$(opsworker "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            if [[ -n "${suggestions[1]}" ]]; then
                compadd -- $suggestions
            else
                _files
            fi
        }
        (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
        compdef _opsworker opsworker
        """;

    public const string Fish =
        """
        function __opsworker_complete
            set -l line (commandline --cut-at-cursor)
            opsworker "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete --command opsworker --arguments '(__opsworker_complete)'
        """;
}
