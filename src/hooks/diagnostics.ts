import { Lifecycle } from '@salesforce/core/lifecycle';
import { Messages } from '@salesforce/core/messages';
import { diagnose } from '../cli/doctor/diagnose.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'doctor');

const PLUGIN = 'sf-plugin-synthetic';

/** What the hook takes of the doctor: https://github.com/salesforcecli/plugin-info, `SfDoctor`. */
type Doctor = {
  readonly addSuggestion: (suggestion: string) => void;
  readonly addPluginData: (plugin: string, data: Record<string, number | string | boolean>) => void;
};

/** What `sf doctor` runs of this plugin. Nothing in it names a person, an org or a path: people publish it. */
export default async function diagnostics({ doctor }: { readonly doctor: Doctor }): Promise<void> {
  const diagnoses = await diagnose();
  doctor.addPluginData(PLUGIN, Object.fromEntries(diagnoses.flatMap(({ data }) => Object.entries(data))));
  for (const { diagnostic } of diagnoses) {
    const { test, status, suggestion } = diagnostic;
    if (suggestion !== undefined) {
      doctor.addSuggestion(messages.getMessage(suggestion.key, [...suggestion.tokens]));
    }
    const testName = `[${PLUGIN}] ${messages.getMessage(`test.${test}`)}`;
    await Lifecycle.getInstance().emit('Doctor:diagnostic', { testName, status });
  }
}
