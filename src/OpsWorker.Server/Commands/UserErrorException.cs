namespace OpsWorker.Server.Commands;

/// <summary>An error that the user can correct; shown as it is, without a stack trace.</summary>
internal sealed class UserErrorException(string message) : Exception(message)
{
    /// <summary>Runs a command and turns what its user can put right into a message and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (UserErrorException e)
        {
            await Console.Error.WriteLineAsync($"opsworker: {e.Message}");
            return ExitCodes.WrongInput;
        }
    }
}
