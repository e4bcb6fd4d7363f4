using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Server.Commands;

/// <summary>Reads an alert that was saved to a file: an Alertmanager webhook payload.</summary>
internal static class AlertFile
{
    // Nothing is stored, so any organisation will do.
    private static readonly OrganisationId s_local = new("org_local");

    /// <exception cref="UserErrorException">The file cannot be read or is no such payload.</exception>
    public static AlertBatch Read(string path, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return AlertMasking.Mask(new AlertmanagerSource().Read(document.RootElement, s_local, now));
        }
        catch (InvalidPayloadException e)
        {
            throw new UserErrorException($"{path}: {(e.Field.Length == 0 ? "" : e.Field + ": ")}{e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserErrorException($"{path}: {e.Message}");
        }
    }
}
