namespace OpsWorker.Server.Commands;

/// <summary>The exit codes of commands.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Done in part, or failed while working.</summary>
    public const int Failure = 1;

    /// <summary>Not begun: an argument, a setting or a file is wrong.</summary>
    public const int WrongInput = 2;
}
