using OpsWorker.Kubernetes.Readers.Dump;

namespace OpsWorker.Server.Commands;

/// <summary>Opens the recorded cluster that a command was given.</summary>
internal static class DumpArgument
{
    /// <exception cref="UserErrorException">There is no such folder.</exception>
    public static DumpReader Open(string directory)
    {
        try
        {
            return DumpReader.Open(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{directory}: {e.Message}");
        }
    }
}
