using Microsoft.Extensions.Configuration;

namespace OpsWorker.Models.Settings;

/// <summary>Reports settings of a section that do not exist.</summary>
internal sealed class SettingNames(List<string> errors)
{
    public void Check(IConfigurationSection section, IReadOnlyList<string> known)
    {
        foreach (var child in section.GetChildren().Where(c => !known.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add($"{child.Path} is not a setting; known are {string.Join(", ", known)}.");
        }
    }
}
