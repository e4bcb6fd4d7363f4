using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Settings;

/// <summary>Reads section <c>Models:Budget</c>.</summary>
internal sealed class BudgetReader(List<string> errors)
{
    private static readonly string[] s_periods = ["Investigation", "Hour", "Day", "Month"];
    private static readonly string[] s_keys = ["Tokens", "Money"];

    public ModelBudget Read(IConfigurationSection section)
    {
        new SettingNames(errors).Check(section, s_periods);
        var defaults = new ModelBudget();
        return new ModelBudget
        {
            Investigation = Allowance(section.GetSection("Investigation"), defaults.Investigation),
            Hour = Allowance(section.GetSection("Hour"), defaults.Hour),
            Day = Allowance(section.GetSection("Day"), defaults.Day),
            Month = Allowance(section.GetSection("Month"), defaults.Month),
        };
    }

    private ModelAllowance Allowance(IConfigurationSection section, ModelAllowance fallback)
    {
        new SettingNames(errors).Check(section, s_keys);
        return new ModelAllowance(
            (long)(Number(section.GetSection("Tokens"), "a number of tokens, 0 or more") ?? fallback.Tokens),
            Number(section.GetSection("Money"), "US dollars, 0 or more") ?? fallback.Money);
    }

    private decimal? Number(IConfigurationSection setting, string expected)
    {
        if (string.IsNullOrWhiteSpace(setting.Value)) return null;
        if (decimal.TryParse(setting.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= long.MaxValue)
        {
            return value;
        }

        errors.Add($"{setting.Path} is \"{setting.Value}\"; expected: {expected}.");
        return null;
    }
}
